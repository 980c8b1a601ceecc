/** Loaded before a server that is measured: answers how much processor time it has used. */
process.on('message', (asked) => {
  if (asked !== 'cpu') return
  const { user, system } = process.cpuUsage()
  process.send?.((user + system) / 1000)
})
// Whoever measures is gone, however that came.
process.on('disconnect', () => process.exit())
// Listening for this must not keep a process alive that was told to stop.
process.channel?.unref()
