/**
 * The keyboard of the panel, as data: what `?` and the settings show is what works.
 *
 * Keys are single so that a hand can stay on them, with Shift where the letter is taken; none fires
 * while somebody types, and none with Ctrl, Alt or Command, which belong to the browser.
 */

export const KEYS = [
  {
    act: 'next',
    keys: ['Enter'],
    label: 'The next action: start, continue, confirm',
    group: 'Walk',
  },
  { act: 'choose', keys: ['1–9'], label: 'Pick an answer, or an offered flow', group: 'Walk' },
  {
    act: 'copy',
    keys: ['c'],
    label: 'Copy the command; then a digit for another one',
    group: 'Walk',
  },
  { act: 'script', keys: ['u'], label: 'Use a script template', group: 'Walk' },
  {
    act: 'paste',
    keys: ['Ctrl+V'],
    label: 'Keep copied output or a screenshot with this step',
    group: 'Walk',
  },
  {
    act: 'didNotHelp',
    keys: ['x'],
    label: 'Did not help; in a checklist, an exception',
    group: 'Walk',
  },
  {
    act: 'notPossible',
    keys: ['n'],
    label: 'Not possible here; in a checklist, not applicable',
    group: 'Walk',
  },
  { act: 'ownNote', keys: ['o'], label: 'Own note at this step', group: 'Walk' },
  { act: 'rate', keys: ['m'], label: 'Say something of this step of the flow', group: 'Walk' },
  { act: 'attach', keys: ['v'], label: 'Attach a file to this step', group: 'Walk' },
  { act: 'customStep', keys: ['+'], label: 'Step of your own', group: 'Walk' },
  {
    act: 'back',
    keys: ['Backspace', 'b'],
    label: 'Back; the record keeps what happened',
    group: 'Walk',
  },
  {
    act: 'tick',
    keys: ['j'],
    label: 'Done: tick the open step of a checklist',
    group: 'Checklist',
  },
  { act: 'below', keys: ['↓'], label: 'Open the next step', group: 'Checklist' },
  { act: 'above', keys: ['↑'], label: 'Open the step before', group: 'Checklist' },
  { act: 'list', keys: ['z'], label: 'Show or hide all steps', group: 'Checklist' },
  { act: 'pause', keys: ['p'], label: 'Pause, or go on', group: 'Walk' },
  {
    act: 'handOver',
    keys: ['Shift+E'],
    label: 'Hand over: escalate, to a colleague, to the next shift',
    group: 'Walk',
  },
  {
    act: 'pilot',
    keys: ['a'],
    label: 'Think along with FlowPilot; there, write to it',
    group: 'FlowPilot',
  },
  {
    act: 'lens',
    keys: ['g'],
    label: 'Between the flow and FlowPilot',
    group: 'FlowPilot',
  },
  {
    act: 'explain',
    keys: ['i'],
    label: 'Let FlowPilot explain this step, or read pasted output',
    group: 'FlowPilot',
  },
  {
    act: 'confirm',
    keys: ['y'],
    label: 'Confirm the first open fact, keep what pasted output says, take a doubtful sentence',
    group: 'FlowPilot',
  },
  { act: 'seen', keys: ['d'], label: 'Say in words what was seen or known', group: 'FlowPilot' },
  {
    act: 'skip',
    keys: ['k'],
    label: 'Skip this check or question, leave a doubtful sentence',
    group: 'FlowPilot',
  },
  { act: 'lookAgain', keys: ['r'], label: 'Let FlowPilot look again', group: 'FlowPilot' },
  { act: 'stop', keys: ['q'], label: 'Stop FlowPilot', group: 'FlowPilot' },
  { act: 'edit', keys: ['e'], label: 'Edit the note', group: 'Note' },
  {
    act: 'write',
    keys: ['Ctrl+Enter'],
    label: 'Write the note into the ticket, or send the form one is in',
    group: 'Note',
  },
  { act: 'search', keys: ['/'], label: 'Search flows', group: 'Go to' },
  { act: 'chat', keys: ['l'], label: 'Ask what your team knows', group: 'Go to' },
  { act: 'note', keys: ['w'], label: 'Write the note', group: 'Go to' },
  { act: 'finish', keys: ['f'], label: 'Finish with an outcome', group: 'Go to' },
  { act: 'facts', keys: ['t'], label: 'About the ticket', group: 'Go to' },
  { act: 'record', keys: ['h'], label: 'What happened so far', group: 'Go to' },
  { act: 'handedOver', keys: ['Shift+H'], label: 'What was handed over to you', group: 'Go to' },
  { act: 'switch', keys: ['s'], label: 'Other open sessions', group: 'Go to' },
  { act: 'queue', keys: ['Shift+Q'], label: 'Waiting to be picked up', group: 'Go to' },
  { act: 'bell', keys: ['Shift+B'], label: 'Notices', group: 'Go to' },
  { act: 'proposals', keys: ['Shift+P'], label: 'Proposals for your flows', group: 'Go to' },
  { act: 'keyboard', keys: ['?'], label: 'This list', group: 'Go to' },
  {
    act: 'close',
    keys: ['Esc'],
    label: 'Close, leave a field, go back to the walk',
    group: 'Go to',
  },
] as const satisfies readonly {
  act: string
  keys: readonly string[]
  label: string
  group: string
}[]

export type KeyAct = (typeof KEYS)[number]['act']

const SHOWN_AS: Readonly<Record<string, string>> = {
  ...{ Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑' },
  ...{ B: 'Shift+B', E: 'Shift+E', H: 'Shift+H', P: 'Shift+P', Q: 'Shift+Q' },
}

/** Those of what this person may do: of the rest nothing is told. */
export const keysFor = (mayReview: boolean): readonly (typeof KEYS)[number][] =>
  KEYS.filter(({ act }) => mayReview || act !== 'proposals')

/** What a press means; undefined where it is not ours. A digit comes with its number. */
export function readKey(event: {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}): { act: KeyAct; digit?: number } | undefined {
  if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') return { act: 'write' }
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined
  if (/^[1-9]$/.test(event.key)) return { act: 'choose', digit: Number(event.key) }
  const key = SHOWN_AS[event.key] ?? event.key
  const found = KEYS.find(({ keys }) => (keys as readonly string[]).includes(key))
  return found && { act: found.act }
}

/** The first key of an act, for the label on its button. */
export const keyOf = (act: KeyAct): string => {
  const key: string = KEYS.find((entry) => entry.act === act)?.keys[0] ?? ''
  return key.replace('Enter', '↵').replace('+↵', ' ↵')
}
