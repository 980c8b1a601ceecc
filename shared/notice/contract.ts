/** The bell: one's own notices, and that they were read. */
import * as z from 'zod/mini'
import { Id } from '../ids.ts'
import { route } from '../route.ts'
import { Notice } from './notice.ts'

/** So many are shown at once; older ones by asking on. */
export const NOTICES_SHOWN = 50

export const Notices = z
  .object({
    notices: z.array(Notice),
    /** Of all of them, shown or not. */
    unread: z.int(),
  })
  .check(z.meta({ id: 'Notices' }))
export type Notices = z.infer<typeof Notices>

/** Followed live beside what waits: see `handoff/contract.ts`. */
export const ListNotices = route({
  method: 'GET',
  path: '/me/notices',
  summary: 'One’s own notices, newest first, and how many are unread',
  may: 'signedIn',
  request: z.object({
    /** The next page: the last one seen. */
    beforeId: z.optional(Id),
  }),
  response: Notices,
})

export const ReadNotices = route({
  method: 'POST',
  path: '/me/notices/read',
  summary: 'These notices were read; all of them where none is named',
  may: 'signedIn',
  request: z.object({ ids: z.optional(z.array(Id).check(z.minLength(1), z.maxLength(500))) }),
  response: Notices,
})
