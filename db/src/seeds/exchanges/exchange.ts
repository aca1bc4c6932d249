/**
 * Something that people say to each other. `who` is a letter for each of them; with `>` in front it is a reply in the
 * thread of the exchange's first message. In the text ‹word› stands for one of `data/words.ts`, the same one throughout
 * the exchange, ‹one|other› for one of these, ‹@b› mentions b. `reactions` are emoji that others answer it with.
 */
export type Turn = readonly [who: string, text: string, reactions?: string]
export type Exchange = readonly Turn[]
