/** Proposals at the front door: words marked in a session go out of whatever it taught. */
import { describe, expect, test } from 'vitest'
import { onBoth } from '../testing/on-both.ts'
import { worldsOn } from './testing/make-world.ts'

describe.each(onBoth)('marked words on $name', ({ open }) => {
  const makeWorld = worldsOn(open)

  test('words that are marked later go out of it', async () => {
    const { plant, learn, only, append } = await makeWorld()
    const sessionId = await plant({ own: ['Close the Zebrafish tunnel'] })
    await learn()
    expect(JSON.stringify(await only())).toMatch(/zebrafish/i)
    await append(sessionId, { type: 'passage_marked', passage: 'Zebrafish' })
    await learn()
    expect(JSON.stringify(await only())).not.toMatch(/zebrafish/i)
  })

  test('words that are marked are neither read nor published from then on, whenever the job comes', async () => {
    const { plant, learn, only, get, list, accept, append } = await makeWorld()
    const sessionId = await plant({ own: ['Close the Zebrafish tunnel'] })
    await learn()
    const before = await only()
    await append(sessionId, { type: 'passage_marked', passage: 'Zebrafish' })
    expect(await accept(before)).toMatchObject({ status: 409 })
    expect(JSON.stringify(await get(before.id))).not.toMatch(/zebrafish/i)
    const other = await plant({ own: ['Close the Narwhal tunnel'] })
    await learn()
    await append(other, { type: 'passage_marked', passage: 'Narwhal' })
    expect(JSON.stringify(await list('open'))).not.toMatch(/narwhal/i)
  })

  test('words that are marked later go out of what was accepted, and nothing else does', async () => {
    const { plant, learn, only, accept, get, append } = await makeWorld()
    const sessionId = await plant({ own: ['Close the Zebrafish tunnel', 'Sign in anew'] })
    await learn()
    const proposal = await only()
    const { id, changes } = proposal
    const some = { accepted: [changes[0]?.id], reason: 'Zebrafish had it twice' }
    expect(await accept(proposal, some)).toMatchObject({ status: 200 })
    const decided = await get(id)
    await append(sessionId, { type: 'passage_marked', passage: 'sandwich' })
    await learn()
    expect(await get(id)).toEqual(decided)
    await append(sessionId, { type: 'passage_marked', passage: 'Zebrafish' })
    await learn()
    const { base: _, ...masked } = await get(id)
    expect(JSON.stringify(masked)).not.toMatch(/zebrafish/i)
    expect(masked).toMatchObject({ status: 'accepted', revision: decided.revision })
    expect(masked.changes).toHaveLength(2)
    expect(masked.decision?.accepted).toEqual([masked.changes[0]?.id])
    // What was accepted is not undone by going on with the case.
    await append(sessionId, { type: 'session_reopened', reason: 'It came back' })
    await learn()
    expect(await get(id)).toMatchObject({ status: 'accepted', changes: masked.changes })
  })

  test('of a new flow that was declined marked words go out; of a withdrawn one nothing is kept', async () => {
    const { plant, learn, only, decline, get, append } = await makeWorld()
    const raise = async () => {
      const own = ['Restart the Zebrafish dock']
      const walk = { isFirstLevel: true, flow: null, own, cause: 'The Zebrafish dock' }
      const sessionId = await plant(walk)
      await append(sessionId, { type: 'outcome_validated', how: 'lead' }, 'lead')
      await learn()
      return sessionId
    }
    const first = await raise()
    const withdrawn = await only()
    expect(withdrawn.flowName).toMatch(/zebrafish/i)
    await append(first, { type: 'session_reopened', reason: 'It came back' })
    await learn()
    const over = await get(withdrawn.id)
    expect(over).toMatchObject({ status: 'withdrawn', flowName: 'A new flow', newFlow: null })
    expect(JSON.stringify(over)).not.toMatch(/zebrafish/i)

    const second = await raise()
    const declined = await only()
    expect(await decline(declined)).toMatchObject({ status: 200 })
    await append(second, { type: 'passage_marked', passage: 'Zebrafish' })
    await learn()
    expect(JSON.stringify(await get(declined.id))).not.toMatch(/zebrafish/i)
    expect(await get(declined.id)).toMatchObject({ status: 'declined', newFlow: { content: {} } })
  })

  test('of a new flow that was accepted marked words go out, and the flow stays as it is', async () => {
    const { plant, learn, only, accept, get, append } = await makeWorld()
    const own = ['Restart the Zebrafish dock']
    const walk = { isFirstLevel: true, flow: null, own, cause: 'The Zebrafish dock' }
    const sessionId = await plant(walk)
    await append(sessionId, { type: 'outcome_validated', how: 'lead' }, 'lead')
    await learn()
    const proposal = await only()
    const { id } = proposal
    expect(await accept(proposal)).toMatchObject({ status: 200 })
    await append(sessionId, { type: 'passage_marked', passage: 'Zebrafish' })
    await learn()
    const masked = await get(id)
    expect(JSON.stringify(masked)).not.toMatch(/zebrafish/i)
    expect(masked).toMatchObject({ status: 'accepted', newFlow: { content: {} } })
  })
})
