"""The only writers of the network. Each act is atomic and writes one journal entry."""

from thongsuot.network.actions.access import (
    close_account,
    issue_token,
    open_account,
    revoke_token,
)
from thongsuot.network.actions.accrediting import accredit, end_accreditation
from thongsuot.network.actions.addresses import (
    add_contact_point,
    change_contact_point,
    mark_failing,
    release_contact_point,
    remove_contact_point,
    renew_key,
    retire_keys,
)
from thongsuot.network.actions.calling import (
    cancel_call,
    end_call,
    hear_code,
    note_presence,
    schedule_call,
    signal,
)
from thongsuot.network.actions.deciding import confirm_mandates, decline_mandates
from thongsuot.network.actions.importing import (
    back_to_columns,
    bring_sheet,
    choose_columns,
    choose_tab,
    confirm_sheet,
    discard_sheet,
    settle_rows,
)
from thongsuot.network.actions.installation import move_centre, set_up_installation
from thongsuot.network.actions.mandates import (
    end_deputy,
    end_mandate,
    give_mandate,
    name_deputy,
    note_end,
)
from thongsuot.network.actions.merging import (
    merge_people,
    note_not_same,
    undo_merge,
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
from thongsuot.network.actions.privacy import (
    answer_request,
    close_request,
    extend_request,
    forget_in_time,
    look,
    note_export,
    note_request,
)
from thongsuot.network.actions.profiles import load_profile
from thongsuot.network.actions.publishing import (
    publish_spokesperson,
    remind_to_publish,
)
from thongsuot.network.actions.reorganising import apply_batch, take_effect, undo_batch
from thongsuot.network.actions.standardising import standardise_addresses
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
from thongsuot.network.actions.verifying import (
    answer_link,
    ask_to_verify,
    confirm_code,
    record_verification,
    send_code,
    send_link,
)

__all__ = [
    "accept_naming",
    "accredit",
    "add_contact_point",
    "add_person",
    "answer_link",
    "answer_request",
    "apply_batch",
    "ask_for_officer",
    "ask_to_verify",
    "back_to_columns",
    "bring_sheet",
    "cancel_call",
    "change_contact_point",
    "change_person",
    "choose_columns",
    "choose_tab",
    "close_account",
    "close_request",
    "confirm_code",
    "confirm_mandates",
    "confirm_sheet",
    "create_unit",
    "decline_mandates",
    "discard_sheet",
    "end_accreditation",
    "end_call",
    "end_deputy",
    "end_mandate",
    "end_row",
    "erase",
    "extend_request",
    "forget_in_time",
    "give_code",
    "give_domain",
    "give_mandate",
    "give_role",
    "hear_code",
    "issue_token",
    "keep_quiet_hours",
    "load_profile",
    "locate_unit",
    "look",
    "mark_failing",
    "merge_people",
    "move_centre",
    "name_deputy",
    "name_officer",
    "name_unit",
    "note_end",
    "note_export",
    "note_not_same",
    "note_presence",
    "note_request",
    "open_account",
    "place_unit",
    "publish_spokesperson",
    "record_verification",
    "release_contact_point",
    "remind_to_publish",
    "remove_contact_point",
    "renew_key",
    "retire_keys",
    "revoke_token",
    "schedule_call",
    "send_code",
    "send_link",
    "set_up_installation",
    "settle_rows",
    "share_contact_point",
    "signal",
    "standardise_addresses",
    "take_effect",
    "undo_batch",
    "undo_merge",
    "undo_naming",
]
