/**
 * The ticket's toolbar. Save, Delete and Settings lie close together, which is why no program
 * should ever press anything here.
 */
import type { Page } from '../context.ts'
import { toolbarButton } from '../controls.ts'
import { h } from '../dom.ts'
import { makeGxtWindow } from '../gxt-window.ts'
import { openTimeWindow } from '../time/open-time-window.ts'

export function makeTicketToolbar(
  page: Page,
  root: HTMLElement,
  ticketId: () => number,
  saving: () => void,
) {
  const deletion = makeGxtWindow(page, root, {
    title: 'Delete',
    text: 'Delete this ticket? (The stand-in only notes that it was asked.)',
    buttons: [{ word: 'No', press: () => {} }],
  })
  const act = (control: Parameters<Page['acted']>[0], then = () => {}) => {
    return () => {
      page.acted(control)
      then()
    }
  }
  const nothing = () => {}
  const buttons = [
    ['cw_ToolbarButton_Back', 'back', 'Back', () => page.goTo({ name: 'board' })],
    ['cw_ToolbarButton_New', 'add', 'New ticket', () => page.goTo({ name: 'newTicket' })],
    ['cw_ToolbarButton_Save', 'save', 'Save', act('save', saving)],
    [
      'cw_ToolbarButton_SaveAndClose',
      'saveAndClose',
      'Save and close',
      act('saveAndClose', () => {
        saving()
        page.goTo({ name: 'board' })
      }),
    ],
    ['cw_ToolbarButton_Refresh', 'refresh', 'Refresh', act('refresh', page.refresh)],
    ['cw_ToolbarButton_Time', 'time', 'Time', () => openTimeWindow(page, ticketId())],
    ['cw_ToolbarButton_Expense', 'expense', 'Expense', nothing],
    ['cw_ToolbarButton_Dispatch', 'dispatch', 'Dispatch', nothing],
    ['cw_ToolbarButton_Delete', 'remove', 'Delete', act('delete', deletion.open)],
    ['cw_ToolbarButton_Settings', 'settings', 'Settings', act('settings')],
    ['cw_ToolbarButton_Help', 'help', 'Help', nothing],
  ] as const
  const width = 34
  const worded = [
    ['cw_PsaHistoryButton', 'history', 'History', 82],
    ['cw_PsaLinksMenuButton', 'links', 'Links', 70],
    ['cw_PsaMoreMenuButton', 'more', 'More', 70],
  ] as const
  let left = buttons.length * width + 16
  const wordButtons = worded.map(([cw, icon, word, wide]) => {
    const made = toolbarButton(page, { cw, icon, title: word, word, left, press: nothing })
    left += wide
    return made
  })
  return h(
    'div',
    { class: 'mm_toolbarHolder' },
    ...buttons.map(([cw, icon, title, press], at) =>
      toolbarButton(page, { cw, icon, title, press, left: 6 + at * width }),
    ),
    ...wordButtons,
  )
}
