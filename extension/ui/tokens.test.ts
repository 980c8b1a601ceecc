import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')
const PAIR = /--color-([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g
const colours = new Map(
  [...css.matchAll(PAIR)].map(([, name, light, dark]) => [name, { light, dark }]),
)

const TEXT: [ink: string, on: string][] = [
  ...['ink', 'muted', 'faint', 'accent-ink', 'amber-ink', 'good-ink', 'bad-ink'].flatMap(
    (ink): [string, string][] =>
      ['ground', 'surface', 'raised', 'sunken', 'hover'].map((on) => [ink, on]),
  ),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-accent', 'bad'],
  ['accent-ink', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['muted', 'accent-soft'],
  ['amber-ink', 'amber-soft'],
  ['ink', 'amber-soft'],
  ['good-ink', 'good-soft'],
  ['bad-ink', 'bad-soft'],
]

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test.each(TEXT)('%s on %s can be read (4.5 : 1)', (ink, on) => {
    expect(contrast(hex(ink, theme), hex(on, theme))).toBeGreaterThanOrEqual(4.5)
  })

  test.each(['ground', 'surface'])(
    'edges of inputs and the focus ring stand out on %s (3 : 1)',
    (on) => {
      expect(contrast(hex('line-strong', theme), hex(on, theme))).toBeGreaterThanOrEqual(3)
      expect(contrast(hex('accent-ink', theme), hex(on, theme))).toBeGreaterThanOrEqual(3)
    },
  )
})

function hex(name: string, theme: 'light' | 'dark'): string {
  const value = colours.get(name)?.[theme]
  if (!value) throw new Error(`No colour named ${name} in tokens.css`)
  return value
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
