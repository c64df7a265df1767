"""What people see: the chat page, the plan reader beside it, and the server that carries them.

Importing this package costs nothing; ``server.create_app`` is where Gradio is first loaded.
"""
