/** The description that a flow is to be made from, as this browser keeps it until it is made. */
import * as z from 'zod/mini'
import { keepDrafts } from '../../keep-drafts.ts'

const Kept = z.object({ basedOn: z.int(), text: z.string() })

/** One at a time: there is one place to write it in. */
export const DESCRIPTION = 'new'

export const { readKept, keep, forget } = keepDrafts('flow description', Kept)
