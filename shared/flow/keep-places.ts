/**
 * Offers in the order in which somebody sees them.
 *
 * What is on the screen already keeps its place while it is offered at all, so that no digit comes
 * to mean another flow under a finger; the best `most` of the others follow, best first. At first,
 * with nothing shown, that is the best `most`.
 *
 * @param shown ids of the flows on the screen, from above
 * @param called all that are offered now, best first, no flow twice
 */
export function keepPlaces<O extends { flow: { id: string } }>(
  shown: readonly string[],
  called: readonly O[],
  most: number,
): O[] {
  const kept = shown.flatMap((id) => called.find(({ flow }) => flow.id === id) ?? [])
  const best = called.slice(0, most)
  return [...kept, ...best.filter((offer) => !kept.includes(offer))]
}
