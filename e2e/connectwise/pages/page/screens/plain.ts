/**
 * The screens around the tickets: calendar, Today, setup. They exist because an extension must
 * see that they are no tickets, although some are full of ticket numbers.
 */
import { askBoard } from '../ask.ts'
import { h } from '../dom.ts'
import type { Prepared, ScreenRoot } from '../screen-root.ts'

export function makeCalendarScreen(): ScreenRoot {
  const week = h('div', { class: 'obf-week' })
  const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']
  return {
    kind: 'calendar',
    root: h('div', { class: 'obf-screen CalendarSchedule' }, week),
    prepare: async () => {
      const service = (await askBoard('service')) ?? []
      const project = (await askBoard('project')) ?? []
      const items = [...project, ...service].filter((one) => !one.isClosed).slice(0, 10)
      const draw = () => {
        const columns = days.map((day, at) => {
          const mine = items.filter((_, index) => index % days.length === at)
          return h('div', { class: 'obf-day' }, h('b', { text: day }), ...mine.map(appointment))
        })
        week.replaceChildren(...columns)
      }
      return { ...named('My Calendar', 'Calendar Ticket #1 and others'), draw }
    },
  }
}

/** Its rows read like a ticket's header label. */
export function makeTimeSheetScreen(): ScreenRoot {
  const rows = h('div', { id: 'mytimesheetdaygrid-listview-scroller', class: 'obf-lines' })
  return {
    kind: 'timeSheets',
    root: h('div', { class: 'obf-screen mytimesheetlist TimeSheet obf-plain' }, rows),
    prepare: async () => {
      const worked = ((await askBoard('service')) ?? []).slice(0, 6)
      const draw = () => {
        const texts = worked.map((one) => `Service Ticket #${one.id} - ${one.summary}`)
        const labels = texts.map((text) => h('div', { class: 'gwt-Label cw_CwLabel', text }))
        rows.replaceChildren(...labels)
      }
      return { ...named('Open Time Sheets', 'Daily Time Entries'), draw }
    },
  }
}

export function makeTodayScreen(): ScreenRoot {
  const frame = h('iframe', {
    id: 'ConnectWiseToday',
    class: 'obf-frame',
    title: 'Today',
    attrs: { src: '/standin/today' },
  })
  return {
    kind: 'today',
    root: h('div', { class: 'obf-screen Today', style: 'height:100%' }, frame),
    prepare: async () => named('Today', 'Today'),
  }
}

export function makeSetupScreen(kind: string, nav: string, lines: string[]): ScreenRoot {
  const list = h('div', { class: 'obf-lines' }, ...lines.map((text) => h('div', { text })))
  return {
    kind,
    root: h('div', { class: 'obf-screen obf-plain' }, h('h2', { text: nav }), list),
    prepare: async () => named(nav, nav),
  }
}

function appointment(one: { id: number; kind: string; summary: string; company: string }) {
  return h(
    'div',
    { class: 'gwt-appointment-panel' },
    h(
      'div',
      { class: `${one.kind} obf-appointment` },
      h(
        'div',
        { class: 'title' },
        h('div', { class: 'gwt-Label', text: `#${one.id} ${one.summary}` }),
      ),
      h(
        'div',
        { class: 'content' },
        h('div', { class: 'gwt-Label', text: `${one.company} Ticket #${one.id}` }),
      ),
    ),
  )
}

function named(nav: string, label: string): Prepared {
  return { nav, label, otherLabel: label, otherId: 0, draw: () => {} }
}
