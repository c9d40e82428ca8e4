/** The search dialog: what is typed is looked up in Pagefind's index of the built site. */

/** The part of Pagefind's module that is used here. */
interface Pagefind {
  debouncedSearch(text: string): Promise<{ results: { data(): Promise<PagefindPage> }[] } | null>;
}
interface PagefindPage {
  url: string;
  /** HTML: text of the page in which only `<mark>` is markup. */
  excerpt: string;
  meta: { title?: string };
  sub_results: { title: string; url: string; excerpt: string }[];
}

const mostResults = 8;

/** Text with Pagefind's `<mark>`s as elements; nothing else in it is taken for markup. */
function marked(excerpt: string): DocumentFragment {
  const parsed = new DOMParser().parseFromString(excerpt, 'text/html').body;
  const fragment = new DocumentFragment();
  for (const node of parsed.childNodes) {
    if (node.nodeName !== 'MARK') fragment.append(node.textContent ?? '');
    else fragment.append(Object.assign(document.createElement('mark'), { textContent: node.textContent }));
  }
  return fragment;
}

function entry(title: string, url: string, excerpt: string): HTMLLIElement {
  const link = Object.assign(document.createElement('a'), { href: url });
  link.append(Object.assign(document.createElement('b'), { textContent: title }), marked(excerpt));
  const item = document.createElement('li');
  item.append(link);
  return item;
}

/** Joins the dialog to the button that opens it. Control or Command with K opens it from anywhere. */
export function connectSearch(dialog: HTMLDialogElement, opener: HTMLElement): void {
  const input = dialog.querySelector('input') as HTMLInputElement;
  const status = dialog.querySelector('[role=status]') as HTMLElement;
  const list = dialog.querySelector('ol') as HTMLElement;
  let pagefind: Promise<Pagefind> | undefined;

  const open = (): void => {
    dialog.showModal();
    input.select();
    // `astro dev` has no index: the import fails, and the dialog says so.
    pagefind ??= import(/* @vite-ignore */ dialog.dataset.pagefind as string) as Promise<Pagefind>;
    pagefind.catch(() => (status.textContent = 'There is no index here: it is made when the site is built.'));
  };

  const look = async (): Promise<void> => {
    const text = input.value.trim();
    if (!text) {
      status.textContent = '';
      list.replaceChildren();
      return;
    }
    const found = await (await pagefind)?.debouncedSearch(text);
    if (!found) return; // More was typed meanwhile.
    const pages = await Promise.all(found.results.slice(0, mostResults).map((result) => result.data()));
    const entries = pages.flatMap(({ url, excerpt, meta, sub_results }) => {
      const title = meta.title ?? url;
      if (sub_results.length === 0) return [entry(title, url, excerpt)];
      return sub_results.slice(0, 3).map((part) => {
        const name = part.title === title ? title : `${title}: ${part.title}`;
        return entry(name, part.url, part.excerpt);
      });
    });
    list.replaceChildren(...entries);
    status.textContent = entries.length === 0 ? `Nothing on “${text}”.` : `${entries.length} found`;
  };

  opener.hidden = false;
  opener.addEventListener('click', open);
  input.addEventListener('input', () => void look());
  dialog.querySelector('button')?.addEventListener('click', () => dialog.close());
  dialog.querySelector('form')?.addEventListener('submit', (event) => {
    event.preventDefault();
    list.querySelector('a')?.click();
  });
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog || (target instanceof Element && target.closest('li a'))) dialog.close();
  });
  addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || dialog.open) return;
    event.preventDefault();
    open();
  });
}
