/** Scrolls a row into view when it becomes the chosen one, inside its own list and not the page. */
import type { Attachment } from 'svelte/attachments';

export const chosenRow =
  (chosen: boolean): Attachment<HTMLElement> =>
  (row) => {
    if (!chosen) return;
    const list = row.closest<HTMLElement>('[data-scrolls]');
    if (!list) return;
    const box = row.getBoundingClientRect();
    const frame = list.getBoundingClientRect();
    if (box.top < frame.top + 40) list.scrollTop -= frame.top + 40 - box.top;
    else if (box.bottom > frame.bottom - 8) list.scrollTop += box.bottom - frame.bottom + 8;
  };
