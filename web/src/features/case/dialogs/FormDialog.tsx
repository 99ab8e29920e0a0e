/** The frame of every question: fields, the refusal if there was one, and two buttons. */
import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureWords } from '@/ui/Notice';

interface Props {
  title: string;
  more?: string;
  confirm?: string;
  isDanger?: boolean;
  isReady?: boolean;
  isRunning?: boolean;
  refusal?: Error | null;
  onClose: () => void;
  onSave: () => void;
  children?: ReactNode;
}

export function FormDialog({ title, more, confirm, isDanger = false, isReady = true, isRunning = false, refusal, onClose, onSave, children }: Props) {
  const { t } = useTranslation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) onSave();
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('dialog.cancel') }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {more && <p>{more}</p>}
          {children}
          {refusal && <Refusal error={refusal} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>{t('dialog.cancel')}</Button>
            <Button type="submit" color={isDanger ? 'red.9' : undefined} disabled={!isReady} loading={isRunning}>{confirm ?? t('dialog.save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

export function Refusal({ error }: { error: Error }) {
  const { t } = useTranslation();
  const [title, more, code] = failureWords(error, t);
  return (
    <Alert role="alert" color="red" variant="light" p="xs" icon={<IconAlertTriangle size={16} />}>
      {[title, more].filter(Boolean).join(' ')}{code && <small> {code}</small>}
    </Alert>
  );
}
