const known = /^(Runtime|Function|Extension|Sandbox)\.[A-Z]/;

/**
 * An error type as Lambda's own lines name it: those of its own form are kept, every other one, such as the
 * class of an error that a module threw, is unknown to it.
 */
export const platformErrorType = (errorType: string | undefined): string =>
  errorType && known.test(errorType) ? errorType : 'Runtime.Unknown';
