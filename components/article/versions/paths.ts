/** Where an article, its versions, and what compares two of them are. */
export function articlePath(workspace: string, articleId: string): string {
  return `/w/${workspace}/articles/${articleId}`;
}

export function editPath(workspace: string, articleId: string): string {
  return `${articlePath(workspace, articleId)}/edit`;
}

export function signOffPath(workspace: string, articleId: string): string {
  return `${articlePath(workspace, articleId)}/sign-off`;
}

export function versionsPath(workspace: string, articleId: string): string {
  return `${articlePath(workspace, articleId)}/versions`;
}

export function versionPath(workspace: string, articleId: string, number: number): string {
  return `${versionsPath(workspace, articleId)}/${number}`;
}

export function replacementPath(workspace: string, articleId: string): string {
  return `${versionsPath(workspace, articleId)}/replace`;
}

export function comparisonPath(
  workspace: string,
  articleId: string,
  { from, to, view }: { from: number; to: number; view?: string },
): string {
  const query = new URLSearchParams({ from: String(from), to: String(to) });
  if (view) query.set("view", view);
  return `${versionsPath(workspace, articleId)}/compare?${query}`;
}
