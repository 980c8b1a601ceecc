/**
 * Everything in the document that bears a mark.
 *
 * By class, tag or id, because the browser keeps those lists as long as the document stays as
 * it is: looking again at an unchanged page costs next to nothing, however large it is.
 */
export interface Mark {
  className?: string
  tagName?: string
  id?: string
  /** The element must also match this, and stand inside of that. */
  like?: string
  inside?: string
}

export function marked(page: Document, mark: Mark): Element[] {
  return [...listOf(page, mark)].filter(
    (element) =>
      (mark.like === undefined || element.matches(mark.like)) &&
      (mark.inside === undefined || element.closest(mark.inside) !== null),
  )
}

/** The same, of the kind of element that we can work with. */
export function markedOf<E extends Element>(page: Document, mark: Mark, kind: new () => E): E[] {
  return marked(page, mark).filter((element): element is E => element instanceof kind)
}

function listOf(page: Document, { className, tagName, id }: Mark): Iterable<Element> {
  if (className !== undefined) return page.getElementsByClassName(className)
  if (tagName !== undefined) return page.getElementsByTagName(tagName)
  const element = id === undefined ? null : page.getElementById(id)
  return element ? [element] : []
}
