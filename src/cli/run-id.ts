/** A run's name: when it began (UTC), what it ran, and the start of its fingerprint. */
export function nameRun(startedAt: Date, subject: string, fingerprint: string): string {
  const time = startedAt.toISOString().slice(0, 19).replaceAll(":", "").replace("T", "-");
  const plain = subject
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 30);
  return `${time}-${plain}-${fingerprint.slice(0, 6)}`;
}
