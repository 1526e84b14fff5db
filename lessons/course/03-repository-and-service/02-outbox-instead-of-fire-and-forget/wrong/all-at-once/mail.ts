export interface Confirmation {
  to: string;
  order: string;
}

/** Has a confirmation mailed. The mail service mails each key once. */
export async function sendConfirmation(key: string, confirmation: Confirmation): Promise<void> {
  const response = await fetch('http://mail.internal/mails', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(confirmation),
    signal: AbortSignal.timeout(5000),
  });
  if (!response.ok) throw new Error(`The mail service answered ${response.status}.`);
}
