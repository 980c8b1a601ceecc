import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeRecord } from '../../testing/make-session.ts'
import { runsOf } from '../../testing/runs-of.ts'
import { labelRecord } from '../label-record.ts'
import { standAtGate } from './at-gate.ts'
import { gateReply } from './reply.ts'

const record = makeRecord()
const fact = record.state('observation', 'Names fail')
const step = record.step('Does the name resolve?', 'No')
const session = record.session()

function gate(words: string) {
  const labels = labelRecord(session, { notes: [{ id: '7' }], passages: [] })
  const at = standAtGate(session, 'turn', labels)
  return { ...gateReply(words, at, 20_000), dropped: at.drops.list() }
}

describe('a label in the words of a reply', () => {
  test('that stands for something stays, written in one way, with what it stands for', () => {
    expect(gate('Names fail [f1 ,S1;T1]. So ask DNS.')).toEqual({
      text: 'Names fail [F1, S1, T1]. So ask DNS.',
      rests: [
        { label: 'F1', evidence: fact },
        { label: 'S1', evidence: step },
        { label: 'T1', evidence: 'ticket:7' },
      ],
      dropped: [],
    })
  })

  test('that stands for nothing is taken out, and told', () => {
    expect(gate('It is the cable [F9]. Names fail [F9, F1].')).toMatchObject({
      text: 'It is the cable. Names fail [F1].',
      rests: [{ label: 'F1', evidence: fact }],
      dropped: [{ what: 'F9 in the reply' }, { what: 'F9 in the reply' }],
    })
  })

  test('is none in code, and none in other brackets', () => {
    const code = 'Run `$a[F1]` or\n\n```\n$b[S1]\n```\n\nthen see [1] and [F1x].'
    expect(gate(code)).toEqual({ text: code, rests: [], dropped: [] })
  })

  test('stands for something wherever one is left, and gated again nothing changes', () => {
    const anyWords = fc
      .array(
        fc.constantFrom(' a', '.', ' [F1]', '[S1, F9]', '[K1]', '`', '```', '\n', '[', ']', ' F1'),
        { maxLength: 25 },
      )
      .map((words) => words.join(''))
    fc.assert(
      fc.property(anyWords, (words) => {
        const once = gate(words)
        const twice = gate(once.text)
        expect(twice.text).toBe(once.text)
        expect(twice.rests).toEqual(once.rests)
        expect(twice.dropped).toEqual([])
      }),
      { seed: 128383, numRuns: runsOf(400) },
    )
  })
})
