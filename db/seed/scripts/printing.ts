/** Print queues that stand still. */
import { authorScript, parameter } from './author-script.ts'

const onPrintServer = 'on the print server, elevated PowerShell'
const printer = parameter('printer', 'Name of the queue', {
  example: 'PRN-ACCOUNTING',
  help: 'As Get-Printer lists it on the server.',
})

export const clearPrintQueue = authorScript({
  name: 'Clear a stuck print queue',
  summary:
    'Shows the jobs that wait in one queue, removes them and starts the spooler anew, with a way to remove files that a broken job has left behind.',
  words: [
    'print queue stuck',
    'jobs stuck',
    'jobs waiting',
    'job stays deleting',
    'printer does not print',
    'spooler',
    'empty the queue',
  ],
  safety: 'disrupts',
  changes:
    'All waiting jobs of this queue are gone and must be printed again. While the spooler restarts, nobody prints through this server for some seconds.',
  where: onPrintServer,
  text: String.raw`
$printer = '{printer}'
$emptyAll = {empty_all}

Get-Printer -Name $printer -ErrorAction Stop | Format-List Name, PrinterStatus, PortName, JobCount
Get-PrintJob -PrinterName $printer | Format-Table Id, UserName, DocumentName, JobStatus, SubmittedTime -AutoSize
Get-PrintJob -PrinterName $printer | Remove-PrintJob

# Services that stop with the spooler are started again after it.
$dependents = Get-Service -Name Spooler -DependentServices | Where-Object Status -EQ 'Running'
Stop-Service -Name Spooler -Force
if ($emptyAll) {
  $folder = (Get-ItemProperty -Path 'HKLM:\SYSTEM\CurrentControlSet\Control\Print\Printers').DefaultSpoolDirectory
  Remove-Item -Path (Join-Path $folder '*') -Include '*.SHD', '*.SPL' -Force
}
Start-Service -Name Spooler
$dependents | Start-Service

Get-Service -Name Spooler | Format-List Name, Status
Get-PrintJob -PrinterName $printer | Format-Table Id, UserName, JobStatus -AutoSize
`,
  parameters: [
    printer,
    parameter('empty_all', 'Delete the waiting jobs of all queues', {
      kind: 'yes_no',
      standard: 'no',
      help: 'Only where a job stays “deleting”: then its files have to go, and those of every other queue go with them.',
    }),
  ],
})

export const movePrinterPort = authorScript({
  name: 'Point a print queue to another address',
  summary:
    'Gives a queue a port with the address that the printer has now, and tests whether it answers there.',
  words: [
    'printer offline',
    'printer got another address',
    'printer moved',
    'wrong port',
    'port of the queue',
    'printer address changed',
  ],
  safety: 'changes',
  changes:
    'The queue prints through another port. The port it had is shown first and stays: Set-Printer with -PortName and its name is the way back.',
  where: onPrintServer,
  text: `
$printer = '{printer}'
$address = '{address}'
$port = "IP_$address"

Get-Printer -Name $printer -ErrorAction Stop | Format-List Name, PortName, PrinterStatus, JobCount
if (-not (Get-PrinterPort -Name $port -ErrorAction SilentlyContinue)) {
  Add-PrinterPort -Name $port -PrinterHostAddress $address
}
Set-Printer -Name $printer -PortName $port

Test-NetConnection -ComputerName $address -Port 9100 | Format-List ComputerName, PingSucceeded, TcpTestSucceeded
Get-Printer -Name $printer | Format-List Name, PortName, PrinterStatus, JobCount
`,
  parameters: [
    printer,
    parameter('address', 'Address of the printer now', { example: '10.0.20.60' }),
  ],
})
