/** A number that changes whenever the page's colours do: a canvas has to be told, where a style sheet just applies. */

export class ThemeWatch {
  #changes = $state(0);

  /** Read it where colours are used. */
  get changes(): number {
    return this.#changes;
  }

  /** Watches until the returned function is called. */
  watch(): () => void {
    const changed = (): void => void this.#changes++;
    const observer = new MutationObserver(changed);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] });
    const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => matchMedia(query));
    for (const query of queries) query.addEventListener('change', changed);
    return () => {
      observer.disconnect();
      for (const query of queries) query.removeEventListener('change', changed);
    };
  }
}
