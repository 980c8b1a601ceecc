/**
 * The marks in ConnectWise's page that we rely on, each with where and when it was seen.
 *
 * Most class names there are made by the build and differ per release and per module; only
 * names that start with `cw_`, `cw-`, `mm_`, `pod_`, `TicketNote-`, `Cw…-` and `data-cwid`
 * have stayed over the years. What is marked "one source" was seen by one project only.
 *
 * What is looked for in the whole document goes by class, tag or id (`marked` below): the
 * browser remembers those lists until the document changes, while a selector walks through
 * ten thousand elements each time. Selectors are for the ancestors of what was found.
 */

/** The number in the header: "Service Ticket #123456 - Printer offline". Cloud, 2024 to 2026. */
export const BANNER_LABEL = { className: 'detailLabel', inside: '.cw_BannerView, .cw-main-banner' }

/** The same number on the ticket pod's header, in an element whose id ends so. Cloud, 2024 to 2026. */
export const POD_HEADER = { className: 'pod_service_ticket_ticket_header' }
export const POD_LABEL = '[id$="-label"]'

/** Any label of the page; the last resort, since lists and calendars have labels too. */
export const ANY_LABEL = { className: 'cw_CwLabel' }

/** Where numbers of other tickets stand: the board's rows (2022 to 2026), appointments (one source). */
export const LISTS = '.cw-ml-row, table.srboard-grid, .gwt-appointment-panel'

/** The container of one screen. ConnectWise keeps old ones in the document, hidden. 2024 to 2026. */
export const SCREEN_ROOT = { className: 'cw_PsaRootContainer' }

/** The name of the screen in the header: "Service Ticket", "Daily Time Entries". 2024 to 2026. */
export const SCREEN_NAME = { className: 'navigationEntry' }

/** A time sheet shows ticket numbers and is none. 2024 to 2026. */
export const TIME_SHEETS = [
  { className: 'mytimesheetlist' },
  { className: 'TimeSheet' },
  { id: 'mytimesheetdaygrid-listview-scroller' },
]

/** One source, 2025: the ticket screen with this field is that of a project ticket. */
export const PROJECT_FIELD = { className: 'cw_projectBoard' }

/** The sign-in page. Several sources, 2019 to 2024. */
export const SIGN_IN = [{ id: 'loginForm' }, { id: 'loginBtn' }]

/** The time-entry window's field whose value names the ticket. Several sources, 2020 to 2026. */
export const CHARGE_TO = { className: 'cw_ChargeToTextBox' }

/** The pod with the notes; a member may have taken it off the screen. 2021 to 2026. */
export const NOTES_POD =
  '#cw-manage-service_service_ticket_discussion, .pod_service_ticket_discussion, [data-cwid="pod_service_ticket_notes"]'

/**
 * The first description and the notes that are there already; an editor in one of them changes
 * what is written and is never the place for a new note. The classes were seen 2021 to 2026,
 * how such an editor looks was not.
 */
export const WRITTEN_BEFORE =
  '#cw-manage-service_service_ticket_initial_desc, .TicketNote-row, .CwPodRow-podRow'

/** Draft.js, the editor of notes: in the ticket since 2021, in time entry since 2022. */
export const EDITOR = { className: 'public-DraftEditor-content', like: '[contenteditable="true"]' }

/** A paragraph of that editor; Draft.js gives each block this mark. */
export const EDITOR_BLOCK = '[data-block="true"]'

/** Builds before the rich editor had a plain text box; no public trace names its class. */
export const OLD_EDITOR = { tagName: 'textarea' }

/** Opens the New Note dialog; a React control, so it takes clicks of ours. 2021 to 2026. */
export const NEW_NOTE = { className: 'TicketNote-newNoteButton' }

/** Around boxes and editor of the New Note dialog. One source, 2021 and 2022. */
export const NOTE_DIALOG = '.TicketNote-newNoteDialogTopPadding'

/** In it, one line each for Discussion, Internal, Resolution, in this order. One source, 2021. */
export const BOX_LINES = '.TicketNote-newNoteDialogTopPadding > div > div:first-child > *'

/** The box in such a line. Its class is not on record; other pods' boxes are named so. */
export const BOX_IN_LINE = { named: '.CwCheckBox-checkbox', unnamed: ':scope > div > div' }
