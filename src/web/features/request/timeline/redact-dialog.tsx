import { Button, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { HistoryEvent } from '../../../../domain/api/requests.ts';
import type { Form } from '../../../../domain/requests/define.ts';
import { redact } from '../../../api/commands.ts';
import { keys, useSession } from '../../../api/queries.ts';
import { RequestFormView } from '../../../ui/form/form-view.tsx';
import { useRequestForm } from '../../../ui/form/use-request-form.ts';
import { showToast } from '../../../ui/toast.ts';
import { common } from '../../../words/common.ts';
import { redaction as words } from '../../../words/request.ts';
import dialog from '../actions/dialog.module.css';

const FORM: Form = {
  fields: [
    { kind: 'multiline', name: 'reason', label: words.reason, required: true, maxLength: 500 },
  ],
  rules: [],
  warnings: [],
};
const NOTHING = {};

/** R3: an admin removes the text of one event, with a reason that stays. */
export default function RedactDialog(props: {
  readonly code: string;
  readonly event: HistoryEvent;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}) {
  const { code, event, onClose, onRemoved } = props;
  const client = useQueryClient();
  const { me, settings } = useSession();
  const form = useRequestForm({
    form: FORM,
    initial: NOTHING,
    timezone: me.timezone,
    maxUploadBytes: settings.maxUploadBytes,
    draftName: null,
    draft: null,
    submit: (values) => redact(code, event.id, String(values.reason)),
    onDone: () => {
      void client.invalidateQueries({ queryKey: keys.detail(code) });
      onRemoved();
      showToast({ text: words.done });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={words.title} size={520} closeOnClickOutside={false}>
      <p className={dialog.explains}>{words.explains}</p>
      <RequestFormView
        form={form}
        headings={false}
        foot={
          <div className={dialog.foot}>
            <div className={dialog.buttons}>
              <Button variant="default" onClick={onClose}>
                {common.cancel}
              </Button>
              <Button type="submit" color="red" loading={form.submitting}>
                {words.submit}
              </Button>
            </div>
          </div>
        }
      />
    </Modal>
  );
}
