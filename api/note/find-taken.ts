/**
 * Where there is time of somebody meanwhile that an entry would count twice: it may have been entered
 * by hand. What we have sent ourselves is known by its row and its mark, and is looked for elsewhere.
 *
 * Where it cannot be read now nothing is found: who posts is asked once more before it goes out, and
 * what goes out has been asked about before.
 */
import type { Psa } from '../psa/psa.ts'

/** The number of the ticket that it stands on. */
export async function findTaken(
  psa: Psa,
  author: string,
  time: { from: string; to: string } | null,
): Promise<number | undefined> {
  if (!time) return undefined
  const entries = await psa.listTimeBetween(author, time.from, time.to)
  return entries.kind === 'ok' ? entries.body[0]?.ticketId : undefined
}
