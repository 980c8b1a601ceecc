import { describe, expect, test } from 'vitest'
import { redact } from '../redact/redact.ts'
import { makeRecord } from '../testing/make-session.ts'
import { chunkSession } from './chunk-session.ts'
import { withoutNames } from './without-names.ts'

const SESSION = '01900000-0000-7000-8000-00000000b001'
const mask = (text: string) => redact(text).text

function makeSolved() {
  const record = makeRecord({ summary: 'Adler: Recalls share denied', client: 'Adler & Partner' })
  record.state('report', 'Maria Adler cannot open \\\\ADLER-FS01\\Recalls')
  record.step('Is the account in the group?', 'No', 'test', 'm.adler is not in GG-Recalls')
  record.state('observation', 'FS01 answers at 10.20.0.7, password: Winter2026!')
  record.finish({
    cause: { status: 'probable', text: 'Group membership missing', confirmedBy: [] },
  })
  return record
}

const anonymise = withoutNames({
  clients: ['Adler & Partner'],
  people: ['Maria Adler', 'Robin Kern'],
  devices: ['FS01'],
  values: {},
})
const chunksOf = (record: ReturnType<typeof makeRecord>) =>
  chunkSession({ sessionId: SESSION, session: record.session(), mask, anonymise })

describe('a resolved session', () => {
  test('is told as problem, path and outcome, for its client as it was', () => {
    const [own] = chunksOf(makeSolved())
    expect(own).toMatchObject({
      citation: { id: `session:${SESSION}`, sessionId: SESSION },
      reach: 'client',
      header: 'Test flow › Group membership missing',
    })
    expect(own?.body).toMatch(/^Problem\n.*What was done\n.*Outcome\n/s)
    expect(own?.body).toContain('Is the account in the group?: No. m.adler is not in GG-Recalls')
    expect(own?.body).toContain('Cause (probable): Group membership missing')
  })

  test('is told to the rest of the team without a name of client, person or machine', () => {
    const [, forTeam] = chunksOf(makeSolved())
    expect(forTeam).toMatchObject({ citation: { id: `case:${SESSION}` }, reach: 'team' })
    const all = JSON.stringify(forTeam)
    for (const name of ['Adler', 'adler', 'Maria', 'FS01', '10.20.0.7']) {
      expect(all).not.toContain(name)
    }
    expect(forTeam?.body).toContain('Group membership missing')
  })

  test('holds no secret in either form', () => {
    for (const chunk of chunksOf(makeSolved())) {
      expect(JSON.stringify(chunk)).not.toContain('Winter2026!')
    }
  })

  test('without a client is told without names alone', () => {
    const record = makeRecord({ client: '' })
    record.state('observation', 'The spooler had stopped')
    record.finish()
    expect(chunksOf(record).map(({ reach }) => reach)).toEqual(['team'])
  })
})

test('what is not resolved, or rests on nothing, is no knowledge', () => {
  const open = makeRecord()
  open.state('observation', 'Seen')
  expect(chunksOf(open)).toEqual([])
  const passedOn = makeRecord()
  passedOn.state('observation', 'Seen')
  passedOn.finish({ outcome: 'workaround' })
  expect(chunksOf(passedOn)).toEqual([])
  const empty = makeRecord()
  empty.finish()
  expect(chunksOf(empty)).toEqual([])
})
