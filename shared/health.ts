/** The questions a load balancer asks, and the panel when it is told a server's address. */
import * as z from 'zod/mini'
import { route } from './route.ts'

const nothing = z.object({})

export const GetHealth = route({
  method: 'GET',
  path: '/health',
  summary: 'This process is alive',
  may: 'anyone',
  request: nothing,
  response: z.object({ product: z.literal('ResolutionFlow'), isDemo: z.boolean() }),
})

export const GetReadiness = route({
  method: 'GET',
  path: '/ready',
  summary: 'The database answers and has the shape this version needs',
  may: 'anyone',
  request: nothing,
  response: z.object({ ready: z.literal(true), database: z.enum(['postgres', 'embedded']) }),
})
