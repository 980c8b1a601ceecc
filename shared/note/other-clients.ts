/**
 * The names of the team's clients, as its sessions and the tickets that were read have them: none
 * but its own may stand in a note (check N06).
 */
import * as z from 'zod/mini'
import { route } from '../route.ts'

/** So many are told, those of the last work first. */
export const MOST_CLIENTS = 5_000

export const ListClientNames = route({
  method: 'GET',
  path: '/client-names',
  summary: 'Names of the team’s clients in one spelling, those of the last work first',
  may: 'readTickets',
  request: z.object({}),
  response: z.object({ names: z.array(z.string()) }),
})
