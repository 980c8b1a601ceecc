/** The elements of a selector that are of the kind we can work with. */
export function allOf<E extends Element>(
  root: ParentNode,
  selector: string,
  kind: new () => E,
): E[] {
  return [...root.querySelectorAll(selector)].filter(
    (element): element is E => element instanceof kind,
  )
}
