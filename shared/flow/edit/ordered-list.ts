/**
 * Lists in which each thing is found by its id and stands at its place: nodes, edges, answers,
 * values to fill in. Nothing is changed in place; what is not touched is the same thing after.
 */
export type IdOf<T> = (thing: T) => string

/** In front of `before`, or last where that is not named or not there any more. */
export function insert<T>(list: readonly T[], thing: T, before: string | undefined, idOf: IdOf<T>) {
  const at = before === undefined ? -1 : list.findIndex((one) => idOf(one) === before)
  return at === -1 ? [...list, thing] : list.toSpliced(at, 0, thing)
}

/** In the place of the one with its id, or new. */
export function put<T>(list: readonly T[], thing: T, before: string | undefined, idOf: IdOf<T>) {
  const at = list.findIndex((one) => idOf(one) === idOf(thing))
  return at === -1 ? insert(list, thing, before, idOf) : list.with(at, thing)
}

/** In the order of the ids; none where those are not the ids of the list, each once. */
export function inOrderOf<T>(
  list: readonly T[],
  ids: readonly string[],
  idOf: IdOf<T>,
): T[] | undefined {
  const byId = new Map(list.map((one) => [idOf(one), one]))
  const ordered = [...new Set(ids)].flatMap((id) => byId.get(id) ?? [])
  return ordered.length === list.length && ids.length === list.length ? ordered : undefined
}

/** The same ids, one of them in front of another or last; as they are where it is not among them. */
export function inFrontOf(ids: readonly string[], id: string, before: string | undefined) {
  if (id === before || !ids.includes(id)) return [...ids]
  return insert(
    ids.filter((one) => one !== id),
    id,
    before,
    (one) => one,
  )
}
