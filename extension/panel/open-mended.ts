/**
 * Opens what this browser keeps of a ticket. Where that cannot be read it goes, what the server has is
 * read from there, and it is opened once more; where that fails too a person is told, and nothing waits.
 */
export const UNREADABLE =
  'What this browser keeps of it cannot be read. Reload the panel; if it stays so, tell your admin.'

export async function openMended(
  open: () => Promise<void>,
  around: {
    mend: () => Promise<void>
    /** Nobody has turned to another ticket meanwhile. */
    isWanted: () => boolean
    giveUp: () => void
  },
): Promise<void> {
  try {
    await open()
  } catch (error) {
    console.error('What is kept here could not be read.', error)
    await around
      .mend()
      .then(() => (around.isWanted() ? open() : undefined))
      .catch(() => around.isWanted() && around.giveUp())
  }
}
