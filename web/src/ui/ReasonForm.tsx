/** The dialog that asks for a reason; read in when it is asked for the first time. */
import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface ReasonProps {
  title: string;
  label: string;
  more?: string;
  confirm: string;
  isDanger?: boolean;
  isOptional?: boolean;
  onClose: () => void;
  onConfirm: (reason: string) => void;
}

export function ReasonForm({ title, label, more, confirm, isDanger, isOptional, onClose, onConfirm }: ReasonProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const submit = () => {
    onConfirm(reason.trim());
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('dialog.cancel') }}>
      <Stack gap="sm">
        {more && <p>{more}</p>}
        <Textarea label={label} value={reason} onChange={(event) => setReason(event.currentTarget.value)} autosize minRows={3} data-autofocus required={!isOptional} withAsterisk={false} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button color={isDanger ? 'red.9' : undefined} disabled={!isOptional && reason.trim() === ''} onClick={submit}>{confirm}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
