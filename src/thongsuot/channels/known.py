"""Every channel that circulation can push over, by name. A new one adds one line here.

E-mail has a road of its own (`email.smtp`): its messages are spliced as the connection takes them.
"""

from thongsuot.channels import folder, push, sftp, sms, webhook, zalo_oa, zns
from thongsuot.channels.terms import Channel

CHANNELS: dict[str, Channel] = {
    channel.name: channel
    for channel in (
        webhook.CHANNEL,
        push.CHANNEL,
        folder.CHANNEL,
        sftp.CHANNEL,
        sms.CHANNEL,
        zalo_oa.CHANNEL,
        zns.CHANNEL,
    )
}
