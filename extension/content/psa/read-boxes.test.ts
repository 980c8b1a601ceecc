import { afterEach, describe, expect, test } from 'vitest'
import type { TickedBoxes } from '#shared/note/boxes.ts'
import { findBox, readBoxes } from './read-boxes.ts'

/** There is no layout here; the mark below stands for it. A real browser tries the real one. */
const isShown = (element: Element) => !element.closest('[data-hidden]')

const LABELS = ['Discussion', 'Internal', 'Resolution']
const dialog = (lines: string[]) => `
  <div class="TicketNote-newNoteDialogTopPadding"><div>
    <div>${lines.join('')}</div>
    <div><div class="public-DraftEditor-content" contenteditable="true"></div></div>
  </div></div>`
const boxes = (line: (isTicked: boolean, label: string) => string, ticked: boolean[]) =>
  dialog(ticked.map((isTicked, at) => `<div>${line(isTicked, LABELS[at] ?? '')}</div>`))

const SVG = '<svg viewBox="0 0 9 9"><path d="M1 4l3 3 4-6"/></svg>'
const DRAWN = (on: boolean, label: string) =>
  `<div><div class="QX1">${on ? SVG : ''}</div><span>${label}</span></div>`
const HIDDEN_DRAWING = (on: boolean, label: string) =>
  `<div><div><span ${on ? '' : 'data-hidden'}>${SVG}</span></div><span>${label}</span></div>`
const IMAGE = (on: boolean) => `<div><div>${on ? '<img alt="">' : ''}</div></div>`
const NAMED = (on: boolean, label: string) =>
  `<div><div class="CwCheckBox-checkbox ${on ? 'CwCheckBox-checked' : ''}"></div>${label}</div>`
const NAMED_BOTH = (on: boolean) =>
  `<div><div class="box ${on ? 'is-selected' : 'is-not-selected'}"></div></div>`
const UNNAMED = (on: boolean) =>
  `<div><div class="${on ? 'CwBox-checked' : 'CwBox-unchecked'}"></div></div>`
const ARIA = (on: boolean) => `<div><div role="checkbox" aria-checked="${on}"></div></div>`
const INPUT = (on: boolean, label: string) =>
  `<div><div><label><input type="checkbox" ${on ? 'checked' : ''}>${label}</label></div></div>`
const ALL_SIGNS = (on: boolean, label: string) => `
  <div class="${on ? 'selected' : ''}"><div class="CwCheckBox-checkbox" aria-checked="${on}">
  <input type="checkbox" ${on ? 'checked' : ''}>${on ? SVG : ''}</div>${label}</div>`

describe.each([
  ['drawn into the box', DRAWN],
  ['drawn in all, shown in some', HIDDEN_DRAWING],
  ['an image', IMAGE],
  ['a class', NAMED],
  ['one class or the other', NAMED_BOTH],
  ['a class and its opposite', UNNAMED],
  ['aria-checked', ARIA],
  ['an input', INPUT],
  ['all of it', ALL_SIGNS],
])('a tick that is %s', (_, line) => {
  test.each([
    [true, false, false],
    [false, true, false],
    [false, false, true],
    [true, true, false],
    [true, false, true],
    [false, true, true],
  ])('is read with %s, %s, %s', (...ticked) => {
    expect(read(boxes(line, ticked))).toEqual(stateOf(ticked))
  })
})

test.each([
  ['aria-checked', ARIA],
  ['an input', INPUT],
])('%s states its value even where all three are alike', (_, line) => {
  for (const one of [true, false]) {
    expect(read(boxes(line, [one, one, one]))).toEqual(stateOf([one, one, one]))
  }
})

const PLAIN = (_: boolean, label: string) => `<div><div class="QX1"></div>${label}</div>`
const ALWAYS_NAMED = (_: boolean, label: string) =>
  `<div><div class="CwCheckBox-checkbox CwCheckBox-checkedIcon"></div>${label}</div>`
const COLOUR = (on: boolean) => `<div><div class="${on ? 'QX8' : 'QX7'}"></div></div>`

test.each<[string, string]>([
  ['boxes that look alike', boxes(PLAIN, [true, false, false])],
  ['boxes that differ in nothing we know', boxes(COLOUR, [true, false, false])],
  ['a class that all of them bear', boxes(ALWAYS_NAMED, [true, false, false])],
  ['a drawing in each', boxes(DRAWN, [true, true, true])],
  ['a drawing in none', boxes(DRAWN, [false, false, false])],
  ['two boxes', boxes(DRAWN, [true, false])],
  ['four boxes', boxes(DRAWN, [true, false, false, false])],
  [
    'labels in another order',
    dialog([line('Internal', true), line('Discussion'), line('Resolution')]),
  ],
  ['an empty dialog', dialog([])],
])('%s: nobody can know', (_, html) => {
  expect(read(html)).toEqual({ discussion: 'unknown', internal: 'unknown', resolution: 'unknown' })
})

test('a box whose signs disagree is unknown, the others are read', () => {
  const torn = '<div><div><div aria-checked="false"></div><span>Discussion</span></div></div>'
  const html = dialog([
    torn.replace('></div>', `>${SVG}</div>`),
    line('Internal', true),
    line('Resolution'),
  ])
  expect(read(html)).toEqual({ discussion: 'unknown', internal: 'on', resolution: 'off' })
})

test('a half-ticked box says nothing', () => {
  const half = (on: boolean) =>
    `<div><div role="checkbox" aria-checked="${on ? 'mixed' : 'false'}"></div></div>`
  expect(read(boxes(half, [false, true, false]))).toMatchObject({ internal: 'unknown' })
})

test('labels in another language are taken by their place', () => {
  const html = dialog([line('Diskussion', true), line('Intern'), line('Lösung')])
  expect(read(html)).toEqual(stateOf([true, false, false]))
})

test.each([
  ['a time entry', '<div class="public-DraftEditor-content"></div>'],
  [
    'another dialog',
    '<div class="CwDialog-content"><div class="public-DraftEditor-content"></div></div>',
  ],
])('%s has no boxes', (_, html) => {
  expect(read(html)).toBeUndefined()
})

test('what is clicked is the box, or its input where it has one', () => {
  expect(findIn(boxes(DRAWN, [true, false, false]))?.className).toBe('QX1')
  expect(findIn(boxes(NAMED, [true, false, false]))?.className).toContain('CwCheckBox-checkbox')
  expect(findIn(boxes(INPUT, [true, false, false]))?.tagName).toBe('INPUT')
  expect(findIn(boxes(DRAWN, [true, false]))).toBeUndefined()
})

afterEach(() => {
  document.body.innerHTML = ''
})

function line(label: string, isTicked = false): string {
  return `<div>${DRAWN(isTicked, label)}</div>`
}

function stateOf(ticked: boolean[]): TickedBoxes {
  const at = (place: number) => (ticked[place] ? 'on' : 'off')
  return { discussion: at(0), internal: at(1), resolution: at(2) }
}

function read(html: string): TickedBoxes | undefined {
  return readBoxes(editorOf(html), isShown)
}

function findIn(html: string): HTMLElement | undefined {
  return findBox(editorOf(html), 'internal')
}

function editorOf(html: string): Element {
  document.body.innerHTML = html
  const editor =
    document.querySelector('.public-DraftEditor-content') ?? document.createElement('p')
  return editor
}
