"""What the tool can do already. A company does nothing that needs a feature which is not named here."""

KNOWN = {
    "scheduled",            # issue dates after as-of
    "parts",                # one payment over several invoices
    "chargeback_reversal",
    "write_off",            # write-offs and the key written_off
    "uncollectible",        # invoices of that status
    "given_tax",            # sites with tax as given go on
    "tax_point",            # the column
    "reversals",            # a payment that is called off later keeps its former days (updated)
    "reissue_keeps_settings",   # settings and taxes that changed meanwhile are no changes of what is reissued
    "note_documents",       # credit notes of the invoices export keep what they were issued with
    "note_parts",           # credit notes in parts add up, line by line and tax by tax
    "note_tax",             # credit notes that state their tax
    "note_service",         # credit notes for a service
    "own_dates",            # usage rows with a period of their own
    "issued_status",        # credit notes are issued, and their period keys are null
    "new_keys",             # tax_point, tax_country
    "new_flags",            # disputed, and nothing overdue that is under way in full
    "null_periods",         # invoices without a stated period
    "partial",              # months left out stay out of everything
    "one_truth",            # statements and receivables hold what is published, and nothing else
    "as_of_refused",        # an as-of before the site's
    "void_refused",         # issued documents that become void
    "notes_refused",        # credit notes over the total or before their invoice
    "advance",              # long periods that are billed in advance
    "workspace_as_of",      # --workspace recomputes the lists
    "withdraw_refused",     # of what is paid or credited
}
FEATURES = {"issued_status", "new_flags", "new_keys", "chargeback_reversal", "write_off"}
