/**
 * Margin notes are written inside their paragraph, where HTML does not allow them. Once a lesson is HTML,
 * each is numbered, leaves a link in its place, and moves behind the paragraph: the page shows it in the
 * margin, a phone under the paragraph, and a screen reader meets it there too.
 */
const paragraphWithNotes = /<p>((?:(?!<\/p>)[\s\S])*?<aside class="note">[\s\S]*?)<\/p>/g;
const note = /\s*<aside class="note">([\s\S]*?)<\/aside>/g;

/** @param html of a lesson @returns the same with its notes placed */
export function placeNotes(html: string): string {
  let last = 0;
  return html.replace(paragraphWithNotes, (_, text: string) => {
    const notes: string[] = [];
    const kept = text.replace(note, (_, content: string) => {
      const n = ++last;
      notes.push(
        `<aside class="note" id="note-${n}" aria-label="Note ${n}">` +
          `<a class="num" href="#ref-${n}" data-pagefind-ignore aria-label="Note ${n}, back to the text">${n}</a> ${content.trim()}</aside>`,
      );
      return `<sup data-pagefind-ignore><a href="#note-${n}" id="ref-${n}" aria-label="Note ${n}">${n}</a></sup>`;
    });
    return `<div class="noted"><p>${kept}</p><div class="notes">${notes.join('')}</div></div>`;
  });
}
