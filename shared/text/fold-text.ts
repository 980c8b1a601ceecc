/**
 * A text as it is compared when only its words count: any white space is one space, none stands
 * at the ends, and case is gone. Everything else stays as it is; takes any string.
 *
 * What may hide in foreign text is gone before (see `normalise.ts`).
 */
export function foldText(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase()
}
