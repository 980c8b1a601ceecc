/**
 * How careful one must be with a command that nobody has classed: strictly guessed.
 *
 * It reads only where the whole of it is known to: each part of the pipe in a closed list, and
 * nothing in it that could hide another command. What is not known changes something.
 */
import type { SafetyClass } from '../flow.ts'
import { VARIABLE } from '../variables.ts'

export function guessSafety(command: string): SafetyClass {
  if (DISRUPTS.test(command)) return 'disrupts'
  // A value is quoted when it is filled in.
  const filled = command.replaceAll(VARIABLE, 'value')
  if (CAN_HIDE.test(filled)) return 'changes'
  return filled.split('|').every((part) => READS.test(part.trim())) ? 'reads' : 'changes'
}

/** A step in words alone: it reads where it begins with looking and names no change. */
export const guessSafetyOfWords = (words: string): SafetyClass =>
  LOOKS.test(words) && !CHANGES.test(words) ? 'reads' : 'changes'

/** A step that has commands is no more careful than its words: what they do besides counts too. */
export const guessSafetyBeside = (words: string): SafetyClass =>
  CHANGES.test(words.replaceAll(RUNS_IT, ' ').replaceAll(COMMAND, ' ')) ? 'changes' : 'reads'

const RUNS_IT = /\b(?:run|execute|start)\s+(?:the command\s+)?`[^`]*`/gi
const COMMAND = /`[^`]*`/g

const CAN_HIDE = /[;&<>`$(){}\r\n]|\|\||-(?:repair|install|download|acceptall|invoke|asjob)\b/i

const DISRUPTS =
  /\b(?:remove|restart|stop|reset|clear|uninstall|disable|initialize|revoke|suspend)-[a-z]|\bformat(?:-volume|(?:\.com)?\s+[a-z]:)|\b(?:shutdown|reboot|diskpart|rmdir|rm|del|erase|rd|taskkill|kill|mkfs|dd)\b|\b(?:net|sc)(?:\.exe)?\s+stop\b|\breg(?:\.exe)?\s+delete\b/i

const CMDLETS = [
  ...['Service', 'Process', 'EventLog', 'WinEvent', 'Printer', 'PrintJob', 'NetIPAddress'],
  ...['NetIPConfiguration', 'NetAdapter', 'DnsClientServerAddress', 'ADUser', 'ADComputer'],
  ...['ADGroupMember', 'Mailbox', 'MailboxStatistics', 'CimInstance', 'ChildItem', 'Item'],
  ...['Content', 'Volume', 'Disk', 'PhysicalDisk', 'HotFix', 'ComputerInfo', 'Date', 'SmbShare'],
  ...['SmbConnection', 'Acl', 'ScheduledTask'],
].map((noun) => `Get-${noun}`)

const WITH_ARGUMENTS = [
  ...CMDLETS,
  ...['Test-NetConnection', 'Test-Connection', 'Test-Path', 'Resolve-DnsName'],
  ...['Select-Object', 'Select-String', 'Sort-Object', 'Measure-Object', 'Format-Table'],
  ...['Format-List', 'findstr', 'ping', 'tracert', 'traceroute', 'nslookup', 'whoami', 'netstat'],
  ...['systeminfo', 'qwinsta'],
]

const READS = new RegExp(
  String.raw`^(?:(?:${WITH_ARGUMENTS.join('|')})(?:\s.*)?|hostname|ipconfig(?:\s+/(?:all|displaydns))?)$`,
  'i',
)

const LOOKS = /^(?:check|look|ask|verify|see|confirm|note|read|make sure|compare|find out)\b/i
const CHANGES = new RegExp(
  [
    String.raw`\b(?:restart|reset|delet|remov|(?:re|un)?install|chang|stop|start|disabl|enabl)`,
    String.raw`\b(?:replac|updat|upgrad|kill|reboot|unplug|creat|wip|eras|purg|grant|revok|renam|repair|restor)`,
    String.raw`\b(?:add|set|run|power|clear|mov|format)(?:e|s|es|ed|ing|ting|ning)?\b`,
    // Said of what is so, these say nothing of a change: “is locked”.
    String.raw`\b(?:(?:un)?lock|(?:un)?block|(?:dis|re)connect|roll back|log off|sign out)\b`,
  ].join('|'),
  'i',
)
