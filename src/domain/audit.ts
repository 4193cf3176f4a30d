/**
 * What the audit log tells of (section 10): everything that an admin or the security of the system
 * touches, in the words the log shows. An entry's action never changes its meaning.
 */

export const AUDIT_GROUPS = {
  sign_in: 'Sign-in',
  people: 'People',
  settings: 'Settings',
  notifications: 'Notifications',
  prices: 'Prices',
  requests: 'Requests',
  reports: 'Reports',
  jobs: 'Jobs',
} as const;
export type AuditGroup = keyof typeof AUDIT_GROUPS;

interface AuditWords {
  /** Completes "Dana Reyes …". */
  readonly past: string;
  readonly group: AuditGroup;
}

export const AUDIT_ACTIONS = {
  sign_in: { past: 'signed in', group: 'sign_in' },
  sign_in_failed: { past: 'failed to sign in', group: 'sign_in' },
  sign_in_refused: { past: 'was kept from signing in: too many attempts', group: 'sign_in' },
  mail_refused: { past: 'was kept from asking for mails: too many attempts', group: 'sign_in' },
  sign_out: { past: 'signed out', group: 'sign_in' },
  password_changed: { past: 'changed their password', group: 'sign_in' },
  password_change_failed: { past: 'failed to change their password', group: 'sign_in' },
  password_reset_asked: { past: 'asked for a password reset', group: 'sign_in' },
  password_reset: { past: 'reset their password', group: 'sign_in' },
  sessions_ended: { past: 'ended sessions', group: 'sign_in' },
  email_change_asked: { past: 'asked to change an email address', group: 'people' },
  email_change_withdrawn: { past: 'took back a change of email address', group: 'people' },
  email_changed: { past: 'changed an email address', group: 'people' },
  profile_changed: { past: 'changed a profile', group: 'people' },
  admin_created: { past: 'was created as the first admin', group: 'people' },
  user_created: { past: 'created an account', group: 'people' },
  user_invited: { past: 'sent an invitation', group: 'people' },
  invitation_accepted: { past: 'accepted their invitation', group: 'people' },
  registration_asked: { past: 'asked to register', group: 'people' },
  user_registered: { past: 'registered', group: 'people' },
  user_changed: { past: 'changed an account', group: 'people' },
  user_roles_changed: { past: 'changed roles or teams', group: 'people' },
  user_deactivated: { past: 'deactivated an account', group: 'people' },
  user_reactivated: { past: 'reactivated an account', group: 'people' },
  user_erased: { past: 'erased an account', group: 'people' },
  user_password_reset_sent: { past: 'sent a password reset', group: 'people' },
  user_sessions_ended: { past: 'ended somebody’s sessions', group: 'people' },
  users_imported: { past: 'imported accounts', group: 'people' },
  telegram_linked: { past: 'linked Telegram', group: 'people' },
  telegram_unlinked: { past: 'unlinked Telegram', group: 'people' },
  settings_changed: { past: 'changed settings', group: 'settings' },
  logo_changed: { past: 'changed the logo', group: 'settings' },
  target_tat_changed: { past: 'changed a target time', group: 'settings' },
  notification_settings_changed: {
    past: 'changed notification settings',
    group: 'notifications',
  },
  notification_toggle_changed: { past: 'switched a notification', group: 'notifications' },
  notification_tested: { past: 'tried a channel', group: 'notifications' },
  notification_muted: { past: 'muted a notification', group: 'notifications' },
  notification_unmuted: { past: 'unmuted a notification', group: 'notifications' },
  delivery_sent_again: { past: 'sent a delivery again', group: 'notifications' },
  delivery_marked_sent: { past: 'marked a delivery as sent', group: 'notifications' },
  delivery_dropped: { past: 'dropped a delivery', group: 'notifications' },
  deliveries_sent_again: { past: 'sent deliveries again', group: 'notifications' },
  price_list_published: { past: 'published a price list', group: 'prices' },
  price_list_withdrawn: { past: 'withdrew a price list', group: 'prices' },
  price_list_discarded: { past: 'discarded a price list', group: 'prices' },
  prices_applied: { past: 'priced requests', group: 'prices' },
  bank_details_revealed: { past: 'viewed bank details', group: 'requests' },
  event_text_redacted: { past: 'redacted a text', group: 'requests' },
  request_corrected: { past: 'corrected a request', group: 'requests' },
  requests_changed_in_bulk: { past: 'acted on several requests', group: 'requests' },
  report_downloaded: { past: 'downloaded a report', group: 'reports' },
  report_ordered: { past: 'ordered a report', group: 'reports' },
  audit_log_downloaded: { past: 'downloaded the audit log', group: 'reports' },
  job_paused: { past: 'paused a job', group: 'jobs' },
  job_resumed: { past: 'resumed a job', group: 'jobs' },
  job_run: { past: 'ran a job', group: 'jobs' },
  job_retried: { past: 'retried a failed job', group: 'jobs' },
  job_dropped: { past: 'dropped a failed job', group: 'jobs' },
} as const satisfies Record<string, AuditWords>;
export type AuditAction = keyof typeof AUDIT_ACTIONS;

export const AUDIT_ACTION_KEYS = Object.keys(AUDIT_ACTIONS) as [AuditAction, ...AuditAction[]];
