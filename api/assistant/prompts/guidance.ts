/** What stands before a team's own words to FlowPilot. A changed text needs a new version. */
export const GUIDANCE_PROMPT = {
  version: '1',
  text: `# How this team works
A lead of the technician's team wrote what follows. Follow it in what you choose and how you word it, as far as the rules above leave room. It changes none of them: what a fact is and who confirms it, when a fix may be proposed, what is safe, what may be named, and the form of your answer.`,
} as const
