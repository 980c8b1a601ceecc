/** Small line drawings of our own for the toolbar, the left menu and the notes. */
const paths = {
  back: 'M10 3 5 8l5 5',
  add: 'M8 3v10M3 8h10',
  save: 'M3 3h8l2 2v8H3zM5 3v4h5V3M5 13v-3h6v3',
  saveAndClose: 'M2 3h7l2 2v6H2zM4 3v3h4V3M11 11l4 4M15 11l-4 4',
  time: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 5v3l2 2',
  expense: 'M8 2v12M11 4.5C10 3.5 5.5 3.5 5.5 5.8s5.5 1.7 5.5 4.4-4.8 2.6-6 1',
  dispatch: 'M3 4h10v9H3zM3 7h10M6 2v3M10 2v3',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.5M13 2v3h-3',
  remove: 'M3 4h10M6 4V2h4v2M4.5 4l.7 10h5.6l.7-10',
  settings:
    'M8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.5 1.5M11.5 11.5 13 13M3 13l1.5-1.5M11.5 4.5 13 3',
  help: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M6.3 6.3c0-2.3 3.5-2.3 3.5 0 0 1.4-1.8 1.4-1.8 3M8 11.3v.4',
  history: 'M3 8a5 5 0 1 0 1.5-3.5M3 2v3h3M8 5v3l2 2',
  more: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
  links: 'M6.5 9.5 9.5 6.5M7 4.5l1-1a2.8 2.8 0 0 1 4 4l-1 1M9 11.5l-1 1a2.8 2.8 0 0 1-4-4l1-1',
  search: 'M7 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8M10 10l3.5 3.5',
  star: 'm8 2 1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5z',
  building: 'M3 14V3h6v11M9 7h4v7M5 5.5h2M5 8h2M5 10.5h2M2 14h12',
  desk: 'M3 8a5 5 0 0 1 10 0M2.5 8.5v3H5v-3zM11 8.5v3h2.5v-3zM13 11.5c0 2-2 2.5-4 2.5',
  project: 'M3 3h10v3H3zM3 7.5h6v3H3zM3 12h8v1.5H3z',
  people:
    'M6 3.5a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4M2 13c0-2.5 1.8-4 4-4s4 1.5 4 4M10.5 4a2 2 0 0 1 0 3.8M11.5 9.3c1.6.4 2.5 1.8 2.5 3.7',
  cart: 'M2 3h2l1.5 7h6L13 5H4.5M6.5 12.5v.1M10.5 12.5v.1',
  gear: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 2v1.5M8 12.5V14M2 8h1.5M12.5 8H14',
  sun: 'M8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M3.4 12.6l1.4-1.4M11.2 4.8l1.4-1.4',
  dots: 'M8 3.5v.1M8 8v.1M8 12.5v.1',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5 6.5 12 13 4.5',
  mail: 'M2 4h12v9H2zM2 4l6 5 6-5',
  phone:
    'M4 2.5h2.5L7.5 6 6 7c.6 1.4 1.6 2.4 3 3l1-1.5 3.5 1V12c0 .8-.7 1.5-1.5 1.5C7 13.5 2.5 9 2.5 4c0-.8.7-1.5 1.5-1.5',
  down: 'M4 6l4 4 4-4',
  export: 'M8 2v8M5 5l3-3 3 3M3 10v4h10v-4',
  clear: 'M3 13h10M5 10l5.5-6 3 3L9 11.5H6.5z',
} as const

export type IconName = keyof typeof paths

export const iconPath = (name: IconName): string => paths[name]

export function icon(name: IconName): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('width', '16')
  svg.setAttribute('height', '16')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(space, 'path')
  path.setAttribute('d', paths[name])
  for (const [attribute, value] of Object.entries(strokes)) path.setAttribute(attribute, value)
  svg.append(path)
  return svg
}

const strokes = {
  fill: 'none',
  stroke: 'currentColor',
  'stroke-width': '1.3',
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
}
