"""The only writers of the network. Each act is atomic and writes one journal entry."""

from thongsuot.network.actions.access import (
    close_account,
    issue_token,
    open_account,
    revoke_token,
)
from thongsuot.network.actions.addresses import (
    add_contact_point,
    change_contact_point,
    mark_failing,
    record_verification,
    remove_contact_point,
)
from thongsuot.network.actions.installation import set_up_installation
from thongsuot.network.actions.mandates import (
    end_deputy,
    end_mandate,
    give_mandate,
    name_deputy,
    note_end,
)
from thongsuot.network.actions.naming import (
    accept_naming,
    ask_for_officer,
    name_officer,
    undo_naming,
)
from thongsuot.network.actions.people import add_person, change_person, erase
from thongsuot.network.actions.preferences import (
    keep_quiet_hours,
    share_contact_point,
)
from thongsuot.network.actions.profiles import load_profile
from thongsuot.network.actions.publishing import (
    publish_spokesperson,
    remind_to_publish,
)
from thongsuot.network.actions.units import (
    create_unit,
    end_row,
    give_code,
    give_domain,
    give_role,
    locate_unit,
    name_unit,
    place_unit,
)

__all__ = [
    "accept_naming",
    "add_contact_point",
    "add_person",
    "ask_for_officer",
    "change_contact_point",
    "change_person",
    "close_account",
    "create_unit",
    "end_deputy",
    "end_mandate",
    "end_row",
    "erase",
    "give_code",
    "give_domain",
    "give_mandate",
    "give_role",
    "issue_token",
    "keep_quiet_hours",
    "load_profile",
    "locate_unit",
    "mark_failing",
    "name_deputy",
    "name_officer",
    "name_unit",
    "note_end",
    "open_account",
    "place_unit",
    "publish_spokesperson",
    "record_verification",
    "remind_to_publish",
    "remove_contact_point",
    "revoke_token",
    "set_up_installation",
    "share_contact_point",
    "undo_naming",
]
