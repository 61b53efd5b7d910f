import "server-only";

/** The sample workspace that was made, and the colleagues to try reviewing with. */
export interface SampleWorkspace {
  slug: string;
  name: string;
  /** Shown once: only the hashes of the passwords are stored. */
  colleagues: { name: string; email: string; password: string }[];
}

/**
 * Makes the sample workspace for the person who sets Stet up, who becomes its admin. Null while
 * there is no sample to make.
 */
export async function createSample(_operator: {
  userId: string;
  name: string;
}): Promise<SampleWorkspace | null> {
  return null;
}
