/** A ticket of another ConnectWise than the team's. */
export const sayOtherSite = (asked: string, connected: string): string =>
  `This ticket is on ${asked}; your team is connected to ${connected}. Flows, and inserting or copying the note, work all the same. If ${asked} is your ConnectWise, an admin changes the connection.`
