/** What somebody knew who tells a value of a client: apart, since every event of the record may name it. */
import * as z from 'zod/mini'

export const FactValue = z.string().check(z.maxLength(500))

/** More than two values are never shown at once; a few more may have been seen one after the other. */
const MOST_KNOWN = 8

/**
 * The kept values that whoever tells a new one had before their eyes. Those are replaced; what
 * they did not know of stays beside theirs until somebody says which one holds.
 */
export const Knew = z.array(FactValue).check(z.maxLength(MOST_KNOWN))
