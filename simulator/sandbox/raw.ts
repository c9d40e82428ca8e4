/**
 * QuickJS as the WebAssembly build offers it: numbers in, numbers out. A JavaScript value is known
 * by the address of a box that holds it (`Value`); most functions hand over a new box that must be
 * freed with `_QTS_FreeValuePointer`.
 */

/** Address in the guest's memory. */
export type Pointer = number;
/** Address of a box with a JavaScript value of the guest. */
export type Value = Pointer;

export interface Raw {
  _malloc(bytes: number): Pointer;
  _free(at: Pointer): void;
  _QTS_NewRuntime(): Pointer;
  _QTS_RuntimeSetMaxStackSize(runtime: Pointer, bytes: number): void;
  _QTS_RuntimeEnableInterruptHandler(runtime: Pointer): void;
  _QTS_RuntimeEnableModuleLoader(runtime: Pointer, withNormalizer: number): void;
  _QTS_NewContext(runtime: Pointer, intrinsics: number): Pointer;
  _QTS_Eval(
    context: Pointer,
    code: Pointer,
    length: number,
    filename: Pointer,
    detectModule: number,
    flags: number,
  ): Value;
  _QTS_Call(context: Pointer, fn: Value, self: Value, argc: number, argv: Pointer): Value;
  _QTS_ResolveException(context: Pointer, maybeException: Value): Value;
  _QTS_Throw(context: Pointer, error: Value): Value;
  _QTS_ExecutePendingJob(runtime: Pointer, most: number, contextOut: Pointer): Value;
  _QTS_IsJobPending(runtime: Pointer): number;
  _QTS_FreeValuePointer(context: Pointer, value: Value): void;
  _QTS_FreeValuePointerRuntime(runtime: Pointer, value: Value): void;
  _QTS_DupValuePointer(context: Pointer, value: Value): Value;
  _QTS_GetUndefined(): Value;
  _QTS_GetTrue(): Value;
  _QTS_GetFalse(): Value;
  _QTS_NewFloat64(context: Pointer, value: number): Value;
  _QTS_GetFloat64(context: Pointer, value: Value): number;
  _QTS_NewString(context: Pointer, text: Pointer): Value;
  _QTS_GetString(context: Pointer, value: Value): Pointer;
  _QTS_FreeCString(context: Pointer, text: Pointer): void;
  _QTS_NewObject(context: Pointer): Value;
  _QTS_NewFunction(context: Pointer, name: Pointer, length: number, isConstructor: number, hostRef: number): Value;
  _QTS_GetProp(context: Pointer, object: Value, name: Value): Value;
  _QTS_SetProp(context: Pointer, object: Value, name: Value, value: Value): void;
  _QTS_NewArrayBuffer(context: Pointer, bytes: Pointer, length: number): Value;
  _QTS_GetArrayBuffer(context: Pointer, value: Value): Pointer;
  _QTS_GetArrayBufferLength(context: Pointer, value: Value): number;
  _QTS_ArgvGetJSValueConstPointer(argv: Pointer, index: number): Value;
}

/** What QuickJS calls on the host, by what it is for. Names are addresses of zero-ended UTF-8. */
export interface Callbacks {
  readonly callFunction: (context: Pointer, self: Value, argc: number, argv: Pointer, hostRef: number) => Value;
  /** Whether the running code must stop. */
  readonly shouldInterrupt: (runtime: Pointer) => number;
  /** Source of a module as zero-ended UTF-8 that the engine frees; 0 with an exception thrown. */
  readonly loadModuleSource: (runtime: Pointer, context: Pointer, name: Pointer) => Pointer;
  /** Name of a module as zero-ended UTF-8 that the engine frees. It cannot be refused. */
  readonly normalizeModule: (runtime: Pointer, context: Pointer, base: Pointer, name: Pointer) => Pointer;
  readonly rejectionChanged: (context: Pointer, promise: bigint, reason: bigint, isHandled: number) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether the memory may grow so that it holds this many bytes. */
  readonly growMemory: (bytes: number) => boolean;
}

/** Flags of `_QTS_Eval`. */
export const evalGlobal = 0;
export const evalModule = 1;
