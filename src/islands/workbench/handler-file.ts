/** Which file of a package holds the handler, by the function's `Handler`: `path/file.export`. */

export interface HandlerFile {
  readonly path: string;
  /** Name under which the file exports the handler. */
  readonly exported: string;
}

const endings = ['.mjs', '.js', '.cjs', '.mts', '.ts', '.cts', ''];

/** The handler's file and export, or `undefined` when the package has no such file. */
export function handlerFile(Handler: string, files: Readonly<Record<string, string>>): HandlerFile | undefined {
  const slash = Handler.lastIndexOf('/') + 1;
  const dot = Handler.indexOf('.', slash);
  if (dot < 0) return undefined;
  const stem = Handler.slice(0, dot);
  const ending = endings.find((one) => Object.hasOwn(files, stem + one));
  return ending === undefined ? undefined : { path: stem + ending, exported: Handler.slice(dot + 1) };
}
