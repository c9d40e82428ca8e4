/** The address of a place of this site, under whatever base path it is served from. `path` starts with a slash. */
export const href = (path: string): string => import.meta.env.BASE_URL.replace(/\/$/, '') + path;
