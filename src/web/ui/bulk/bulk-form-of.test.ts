import { expect, test } from 'vitest';
import { BULK_ACTIONS, type BulkPreview } from '../../../domain/api/bulk.ts';
import { checkForm } from '../../../domain/requests/check-form.ts';
import { contextWith } from '../../../domain/requests/form.testing.ts';
import type { Status } from '../../../domain/requests/request.ts';
import { assigneeRole, bulkForm, bulkInitial, bulkValues } from './bulk-form-of.ts';

function previewOf(...rows: readonly (readonly [code: string, status: Status])[]): BulkPreview {
  return {
    action: 'assign',
    rows: rows.map(([code, status]) => ({ code, status, title: code, version: 1, reason: null })),
    allowed: rows.length,
  };
}

const ONE = previewOf(['UR-26Q4001', 'pending']);

test('a file belongs to one request: no form in bulk asks for one', () => {
  for (const action of BULK_ACTIONS) {
    const kinds = bulkForm(action, ONE).fields.map(({ kind }) => kind);
    expect(kinds, action).not.toContain('file');
    expect(kinds, action).not.toContain('files');
  }
});

test('L11: each request keeps its own operation details; L9: the type’s are asked for', () => {
  expect(bulkForm('complete', ONE).fields).toEqual([]);
  const names = bulkForm('send_to_qa', ONE).fields.map(({ name }) => name);
  expect(names).toContain('usersUpdated');
});

test('L19: what is left as it is, is not sent; at least one thing must change', () => {
  const form = bulkForm('edit', ONE);
  const read = (raw: Record<string, unknown>) =>
    checkForm(form, { ...bulkInitial('edit'), ...raw }, contextWith());
  expect(read({}).ok).toBe(false);
  const dated = read({ scheduledOn: '2026-12-01' });
  expect(dated.ok && bulkValues('edit', dated.values)).toEqual({ scheduledOn: '2026-12-01' });
  const urgent = read({ priority: 'high' });
  expect(urgent.ok && bulkValues('edit', urgent.values)).toEqual({ priority: 'high' });
});

test('L20: people of the role that the rows wait for; everybody when they wait for both', () => {
  expect(assigneeRole(ONE)).toBe('operator');
  expect(assigneeRole(previewOf(['UR-26Q4001', 'qa_pending']))).toBe('qa_agent');
  const both = previewOf(['UR-26Q4001', 'pending'], ['UR-26Q4002', 'qa_pending']);
  expect(assigneeRole(both)).toBeUndefined();
});
