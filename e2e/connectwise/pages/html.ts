/**
 * The HTML that is sent before any program runs. Everything from the world goes in as JSON or
 * escaped; a ticket summary may be hostile.
 */
import { html } from 'hono/html'
import type { Start, TicketRow } from './view.ts'

export function writePage(script: string, start: Start): string {
  const json = JSON.stringify(start).replaceAll('<', String.raw`\u003c`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Manage: ${start.page === 'time' ? 'Time Entry' : 'Loading'}</title>
<link rel="icon" href="data:,">
</head>
<body>
<script type="application/json" id="standin-start">${json}</script>
<div id="cwContent"></div>
<script src="${script}"></script>
</body>
</html>`
}

export function writeLogin(version: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Sign in</title>
<link rel="icon" href="data:,">
<style>
body { margin: 0; font: 14px "Segoe UI", "Open Sans", Arial, sans-serif; background: #10263f;
  min-height: 100vh; display: grid; place-items: center }
form { background: #fff; padding: 32px; width: 300px; border-radius: 4px; display: grid; gap: 12px }
h1 { font-size: 18px; margin: 0; color: #10263f }
p { margin: 0; color: #5b6875; font-size: 12px }
input { padding: 8px; border: 1px solid #b9c3cd; border-radius: 2px; font: inherit }
button { padding: 9px; background: #0b6bcb; color: #fff; border: 0; border-radius: 2px; font: inherit }
</style>
</head>
<body>
<form id="loginForm" action="/${version}/ConnectWise.aspx" method="get">
<h1>Sign in</h1>
<p>A stand-in for ConnectWise PSA, for trying and testing. Any name will do.</p>
<input type="hidden" name="locale" value="en_US">
<input id="company" placeholder="Company" aria-label="Company" autocomplete="off">
<input id="username" placeholder="User name" aria-label="User name" autocomplete="off">
<input id="password" type="password" placeholder="Password" aria-label="Password" autocomplete="off">
<button id="loginBtn" type="submit">Proceed</button>
</form>
</body>
</html>`
}

export function writeToday(rows: TicketRow[]) {
  const open = rows.filter((row) => !row.isClosed).slice(0, 12)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Today</title>
<style>
body { margin: 16px; font: 13px "Segoe UI", "Open Sans", Arial, sans-serif; color: #22303d }
h1 { font-size: 16px; font-weight: 600 }
li { margin: 6px 0 } span { color: #6a7783 }
</style>
</head>
<body class="bodyFill">
<h1>My open tickets</h1>
<ul>${open.map((row) => html`<li>#${row.id} ${row.summary} <span>${row.company}</span></li>`)}</ul>
</body>
</html>`
}

/**
 * A third party's pod in a frame of its own. It speaks the hosted protocol: JSON strings both
 * ways, "ready" once, each `beforeSave` answered. What it learned is in `document.body.dataset`.
 */
export function writeHostedPod(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Hosted pod</title>
<style>body { margin: 8px; font: 12px "Segoe UI", Arial, sans-serif; color: #22303d }</style>
</head>
<body>
<b>Asset lookup (hosted pod)</b>
<p id="seen">Waiting for the page…</p>
<button id="refresh">Refresh screen</button>
<script>
const host = new URLSearchParams(location.search).get('host') || '*'
let frameID
const say = (message) => parent.postMessage(JSON.stringify(frameID ? { ...message, frameID } : message), host)
addEventListener('message', (event) => {
  let heard
  try { heard = JSON.parse(event.data) } catch { return }
  if (heard.MessageFrameID) {
    frameID = heard.MessageFrameID
    say({ hosted_request: 'getMemberAuthentication' })
  }
  if (heard.response === 'getmemberauthentication') document.body.dataset.member = heard.data.memberid
  if (heard.event) {
    const shown = heard.data.screenObject
    document.body.dataset.ticket = shown.id
    document.getElementById('seen').textContent = heard.event + ': ' + shown.screen + ' ' + shown.id
    say({ event: heard.event, _id: heard._id, result: 'success' })
  }
})
document.getElementById('refresh').addEventListener('click', () => say({ hosted_request: 'refreshScreen', args: {} }))
say({ message: 'ready' })
</script>
</body>
</html>`
}
