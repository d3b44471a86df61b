"""The contract on the wire: connexion's shell, and the operations of the spec compiled into plans."""
