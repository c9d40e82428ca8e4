/** For checkers that cannot read Astro files; `astro check` reads them and knows their real types. */
declare module '*.astro' {
  const Component: (props: Record<string, unknown>) => unknown;
  export default Component;
}
