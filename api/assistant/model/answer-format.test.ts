/** From a zod schema to the one that goes out: as much of it as a model can be held to. */
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { jsonAnswer } from './answer-format.ts'

test('what has a name of its own is put where it is meant, the outermost too', () => {
  const Point = z.object({ at: z.string() }).check(z.meta({ id: 'Point' }))
  const Path = z.object({ from: Point, via: z.array(Point) }).check(z.meta({ id: 'Path' }))
  const point = {
    type: 'object',
    properties: { at: { type: 'string' } },
    required: ['at'],
    additionalProperties: false,
  }
  expect(jsonAnswer(Path, { version: '1' }).schema).toEqual({
    type: 'object',
    properties: { from: point, via: { type: 'array', items: point } },
    required: ['from', 'via'],
    additionalProperties: false,
  })
})

test('what holds itself is refused when the program starts, not by the vendor', () => {
  const Node: z.ZodMiniType<{ next: unknown }> = z.object({
    get next() {
      return z.array(Node)
    },
  })
  expect(() => jsonAnswer(Node, { version: '1' })).toThrow('holds itself')
})

test('bounds do not go out and hold when the answer is read', () => {
  const Short = z.object({ minimum: z.string().check(z.maxLength(3)) })
  const format = jsonAnswer(Short, { version: '1' })
  expect(format.schema).toMatchObject({ properties: { minimum: { type: 'string' } } })
  expect(JSON.stringify(format.schema)).not.toContain('maxLength')
  expect(format.read('{"minimum":"abc"}')).toEqual({ value: { minimum: 'abc' } })
  expect(format.read('{"minimum":"abcd"}')).toBeUndefined()
})
