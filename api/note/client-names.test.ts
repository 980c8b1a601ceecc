import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../app.ts'
import { keepTestTicket } from '../testing/keep-ticket.ts'
import { makeTeam } from '../testing/make-team.ts'
import { onBoth } from '../testing/on-both.ts'
import { makeNoteRig, type NoteRig } from './testing/make-note-rig.ts'

const ref = (ticketId: number) => ({
  ...{ origin: 'https://na.myconnectwise.net', ticketId, recordType: 'service' as const },
  ...{ readAt: '2026-06-10T13:57:00Z', readFrom: 'fragment' as const },
})

describe.each(onBoth)('names of other clients, on $name', ({ open }) => {
  let rig: NoteRig
  beforeAll(async () => {
    rig = await makeNoteRig(await open())
    await rig.startSession('engineer', 71, 'Pelican Row Dental')
    rig.deps.pass(1_000)
    await rig.startSession('lead', 72, 'Harbor  Freight LAW')
  })
  afterAll(() => rig.close())

  const names = async () => (await (await rig.as('viewer'))('GET', '/client-names')).body

  /** A ticket of this company, as it was read from ConnectWise. */
  const readTicket = (ticketId: number, name: string) =>
    keepTestTicket(rig.deps, rig.team.id, {
      ticketId,
      company: { id: 1, identifier: 'C', name },
    })

  it('are those of its sessions and of the tickets it has read, each once, the last work first', async () => {
    expect(await names()).toEqual({ names: ['harbor freight law', 'pelican row dental'] })
    rig.deps.pass(1_000)
    await readTicket(73, 'Quill & Sons')
    await readTicket(74, 'Pelican Row Dental')
    await readTicket(75, ' ')
    expect(((await names()) as { names: string[] }).names.toSorted()).toEqual([
      'harbor freight law',
      'pelican row dental',
      'quill & sons',
    ])
  })

  it('are each team’s own', async () => {
    const others = await makeTeam(rig.deps, createApp(rig.deps))
    expect((await others.as('viewer')('GET', '/client-names')).body).toEqual({ names: [] })
  })

  it('stop a note of another client, until a person passes over it', async () => {
    const sessionId = await rig.startSession('engineer', 71, 'Pelican Row Dental')
    const ask = (text: string, overridden: string[] = []) =>
      rig.post(rig.ask(sessionId, { text, overridden, ticket: ref(71) }))
    const refused = await ask('Same as at HARBOR Freight Law last week.')
    expect(refused).toMatchObject({ status: 400, body: { code: 'badRequest' } })
    expect(String(refused.body.message)).toContain('“HARBOR Freight Law” is another client.')
    expect((await ask('Pelican Row Dental can print again.')).status).toBe(200)
    expect((await ask('As at Harbor Freight Law, agreed by both.', ['N06'])).status).toBe(200)
  })

  it('stop none of a ticket whose client nobody knows, and not its own company’s new name', async () => {
    const unknown = await rig.startSession('engineer', 76)
    const asked = { text: 'Harbor Freight Law can print again.' }
    expect((await rig.post(rig.ask(unknown, { ...asked, ticket: ref(76) }))).status).toBe(200)
    const renamed = await rig.startSession('engineer', 77, 'Harbor Law of old')
    await readTicket(77, 'Harbor Freight Law')
    expect((await rig.post(rig.ask(renamed, { ...asked, ticket: ref(77) }))).status).toBe(200)
  })
})
